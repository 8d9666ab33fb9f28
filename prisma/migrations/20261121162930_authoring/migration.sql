-- AlterTable: columns are added in place, since every workspace and every file hangs on these rows.
ALTER TABLE "ExperimentVersion" ADD COLUMN "trial" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "ExperimentVersion" ADD COLUMN "note" TEXT NOT NULL DEFAULT '';
ALTER TABLE "ExperimentVersion" ADD COLUMN "publishedBy" TEXT;

-- CreateTable
CREATE TABLE "ExperimentDraft" (
    "experimentId" TEXT NOT NULL PRIMARY KEY,
    "base" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "ExperimentDraft_experimentId_fkey" FOREIGN KEY ("experimentId") REFERENCES "Experiment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DraftFile" (
    "experimentId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "executable" BOOLEAN NOT NULL DEFAULT false,
    "content" BLOB NOT NULL,
    "revision" INTEGER NOT NULL,
    "changedBy" TEXT NOT NULL,
    "changedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("experimentId", "path"),
    CONSTRAINT "DraftFile_experimentId_fkey" FOREIGN KEY ("experimentId") REFERENCES "ExperimentDraft" ("experimentId") ON DELETE CASCADE ON UPDATE CASCADE
);
