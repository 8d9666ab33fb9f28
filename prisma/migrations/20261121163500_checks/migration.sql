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

-- CreateIndex
CREATE INDEX "CheckRun_state_idx" ON "CheckRun"("state");

-- CreateIndex
CREATE UNIQUE INDEX "CheckRun_workspaceId_number_key" ON "CheckRun"("workspaceId", "number");
