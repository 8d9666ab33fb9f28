-- CreateTable
CREATE TABLE "WorkspacePlan" (
    "workspaceId" TEXT NOT NULL PRIMARY KEY,
    "compose" TEXT,
    "images" TEXT NOT NULL DEFAULT '{}',
    CONSTRAINT "WorkspacePlan_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
