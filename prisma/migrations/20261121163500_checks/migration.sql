-- CreateTable
CREATE TABLE "CheckRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "byId" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "note" TEXT,
    "parts" TEXT NOT NULL DEFAULT '[]',
    "launches" TEXT NOT NULL DEFAULT '{}',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" DATETIME,
    CONSTRAINT "CheckRun_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ClassCheck" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "courseId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "byId" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" DATETIME,
    CONSTRAINT "ClassCheck_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ClassCheckResult" (
    "classCheckId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "student" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "checks" TEXT NOT NULL DEFAULT '[]',
    "note" TEXT,
    "endedAt" DATETIME,

    PRIMARY KEY ("classCheckId", "workspaceId"),
    CONSTRAINT "ClassCheckResult_classCheckId_fkey" FOREIGN KEY ("classCheckId") REFERENCES "ClassCheck" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ClassCheckResult_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "CheckRun_state_idx" ON "CheckRun"("state");

-- CreateIndex
CREATE UNIQUE INDEX "CheckRun_workspaceId_number_key" ON "CheckRun"("workspaceId", "number");

-- CreateIndex
CREATE INDEX "ClassCheck_courseId_slug_createdAt_idx" ON "ClassCheck"("courseId", "slug", "createdAt");

-- CreateIndex
CREATE INDEX "ClassCheck_state_idx" ON "ClassCheck"("state");
