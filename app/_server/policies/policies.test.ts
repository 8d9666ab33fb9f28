import { describe, expect, it } from "vitest";
import { mayChangeCourse, mayCheckClass, maySeeCourse, mayWatchClass } from "#app/_server/policies/course";
import { mayAuthor, maySeeExperiment, mayStart } from "#app/_server/policies/experiment";
import { mayReview, maySeeSubmission } from "#app/_server/policies/submission";
import { Role } from "#shared/roles";
import { courseStates } from "#shared/states";

const teachers = ["tutor", "lecturer"] as const;

describe("a course", () => {
  it("is hidden from students while it is a draft", () => {
    expect(courseStates.filter((state) => maySeeCourse("student", state))).toEqual(["open", "archived"]);
  });

  it.each(teachers)("is always seen by a %s", (role) => {
    expect(courseStates.every((state) => maySeeCourse(role, state))).toBe(true);
  });
});

describe("a course's class and settings", () => {
  it("are watched by those who teach and changed by lecturers", () => {
    expect(Role.options.filter(mayWatchClass)).toEqual(["tutor", "lecturer"]);
    expect(Role.options.filter(mayChangeCourse)).toEqual(["lecturer"]);
  });

  it("has everybody's files checked by lecturers only", () => {
    expect(Role.options.filter(mayCheckClass)).toEqual(["lecturer"]);
  });
});

describe("a submission", () => {
  it("is read by who handed it in and by those who teach, never by who has left the course", () => {
    expect(Role.options.filter((role) => maySeeSubmission(role, false))).toEqual(["tutor", "lecturer"]);
    expect(Role.options.filter((role) => maySeeSubmission(role, true))).toEqual([...Role.options]);
    expect(maySeeSubmission(undefined, true)).toBe(false);
  });

  it("is reviewed by those who teach", () => {
    expect(Role.options.filter(mayReview)).toEqual(["tutor", "lecturer"]);
    expect(mayReview(undefined)).toBe(false);
  });
});

describe("an experiment", () => {
  it("is seen by students when it is published", () => {
    expect(maySeeExperiment("student", "published")).toBe(true);
    expect(maySeeExperiment("student", "draft")).toBe(false);
  });

  it("is started by students only when both it and the course are open", () => {
    expect(mayStart("student", "open", "published")).toBe(true);
    expect(mayStart("student", "open", "draft")).toBe(false);
    expect(mayStart("student", "draft", "published")).toBe(false);
  });

  it("is written by lecturers only", () => {
    expect(Role.options.filter(mayAuthor)).toEqual(["lecturer"]);
  });

  it.each(teachers)("is tried out by a %s before it is published", (role) => {
    expect(mayStart(role, "draft", "draft")).toBe(true);
  });

  it.each(Role.options)("is not started in an archived course, not even by a %s", (role) => {
    expect(mayStart(role, "archived", "published")).toBe(false);
  });
});
