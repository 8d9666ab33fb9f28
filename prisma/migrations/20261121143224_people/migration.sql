-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN "progressAt" DATETIME;

-- CreateTable
CREATE TABLE "WorkspaceGuest" (
    "workspaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    "invitedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acceptedAt" DATETIME,

    PRIMARY KEY ("workspaceId", "userId"),
    CONSTRAINT "WorkspaceGuest_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "WorkspaceGuest_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HelpRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "studentId" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "about" TEXT,
    "lines" TEXT NOT NULL DEFAULT '',
    "takenById" TEXT,
    "raisedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "takenAt" DATETIME,
    "pausedAt" DATETIME,
    "closedAt" DATETIME,
    CONSTRAINT "HelpRequest_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "HelpRequest_studentId_fkey" FOREIGN KEY ("studentId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "HelpRequest_takenById_fkey" FOREIGN KEY ("takenById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- AlterTable: added in place, since a table that is made anew would take its members along by their foreign keys
ALTER TABLE "Course" ADD COLUMN "tutorsMayDrive" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Course" ADD COLUMN "record" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Course" ADD COLUMN "recordingDays" INTEGER NOT NULL DEFAULT 30;

-- CreateIndex
CREATE INDEX "WorkspaceGuest_userId_idx" ON "WorkspaceGuest"("userId");

-- CreateIndex
CREATE INDEX "HelpRequest_workspaceId_state_idx" ON "HelpRequest"("workspaceId", "state");

-- CreateIndex
CREATE INDEX "HelpRequest_state_raisedAt_idx" ON "HelpRequest"("state", "raisedAt");
