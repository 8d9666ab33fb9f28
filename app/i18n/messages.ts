import type { Language } from "#app/i18n/languages";
import deAccount from "./de/account.json";
import deAuthoring from "./de/authoring.json";
import deClass from "./de/class.json";
import deCourses from "./de/courses.json";
import deEditing from "./de/editing.json";
import deExperiment from "./de/experiment.json";
import deOperator from "./de/operator.json";
import deRecordings from "./de/recordings.json";
import deSubmissions from "./de/submissions.json";
import deUi from "./de/ui.json";
import deWorkspace from "./de/workspace.json";
import deWorkspaceImages from "./de/workspaceImages.json";
import enAccount from "./en/account.json";
import enAuthoring from "./en/authoring.json";
import enClass from "./en/class.json";
import enCourses from "./en/courses.json";
import enEditing from "./en/editing.json";
import enExperiment from "./en/experiment.json";
import enOperator from "./en/operator.json";
import enRecordings from "./en/recordings.json";
import enSubmissions from "./en/submissions.json";
import enUi from "./en/ui.json";
import enWorkspace from "./en/workspace.json";
import enWorkspaceImages from "./en/workspaceImages.json";

const en = {
  account: enAccount,
  authoring: enAuthoring,
  class: enClass,
  courses: enCourses,
  editing: enEditing,
  experiment: enExperiment,
  operator: enOperator,
  recordings: enRecordings,
  submissions: enSubmissions,
  ui: enUi,
  workspace: enWorkspace,
  workspaceImages: enWorkspaceImages,
};
const de: Messages = {
  account: deAccount,
  authoring: deAuthoring,
  class: deClass,
  courses: deCourses,
  editing: deEditing,
  experiment: deExperiment,
  operator: deOperator,
  recordings: deRecordings,
  submissions: deSubmissions,
  ui: deUi,
  workspace: deWorkspace,
  workspaceImages: deWorkspaceImages,
};

/** Every text of the interface by area; the English ones say which keys there are. */
export type Messages = typeof en;
export type Area = keyof Messages;

/** All texts in one language. On the server only: a page takes along the areas that it shows. */
export function messagesIn(language: Language): Messages {
  return language === "de" ? de : en;
}
