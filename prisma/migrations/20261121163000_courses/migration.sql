-- AlterTable
ALTER TABLE "User" ADD COLUMN "signedInAt" DATETIME;

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN "group" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "JoinCode" (
    "code" TEXT NOT NULL PRIMARY KEY,
    "courseId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    "maximumUses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "JoinCode_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Deadline" (
    "experimentId" TEXT NOT NULL PRIMARY KEY,
    "dueAt" DATETIME NOT NULL,
    CONSTRAINT "Deadline_experimentId_fkey" FOREIGN KEY ("experimentId") REFERENCES "Experiment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DeadlineExtension" (
    "experimentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "dueAt" DATETIME NOT NULL,

    PRIMARY KEY ("experimentId", "userId"),
    CONSTRAINT "DeadlineExtension_experimentId_fkey" FOREIGN KEY ("experimentId") REFERENCES "Deadline" ("experimentId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DeadlineExtension_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Quota" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspacesPerPerson" INTEGER,
    "memoryMegabytes" INTEGER
);

-- CreateIndex
CREATE INDEX "JoinCode_courseId_idx" ON "JoinCode"("courseId");

-- CreateIndex
CREATE INDEX "DeadlineExtension_userId_idx" ON "DeadlineExtension"("userId");
