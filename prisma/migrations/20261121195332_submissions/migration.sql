-- CreateTable
CREATE TABLE "Submission" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "sourceHash" TEXT NOT NULL,
    "files" TEXT NOT NULL,
    "fileCount" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "launches" TEXT NOT NULL,
    "answers" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "check" TEXT,
    "dueAt" DATETIME,
    "late" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Submission_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SubmissionReview" (
    "submissionId" TEXT NOT NULL PRIMARY KEY,
    "points" REAL,
    "maximum" REAL,
    "verdict" TEXT,
    "text" TEXT NOT NULL DEFAULT '',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "byId" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "releasedAt" DATETIME,
    CONSTRAINT "SubmissionReview_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Feedback" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "submissionId" TEXT NOT NULL,
    "anchor" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" DATETIME,
    CONSTRAINT "Feedback_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "ExperimentVersion" ADD COLUMN "submissionId" TEXT CONSTRAINT "ExperimentVersion_submissionId_fkey" REFERENCES "Submission" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE UNIQUE INDEX "Submission_workspaceId_key_key" ON "Submission"("workspaceId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Submission_workspaceId_number_key" ON "Submission"("workspaceId", "number");

-- CreateIndex
CREATE INDEX "Feedback_submissionId_idx" ON "Feedback"("submissionId");
