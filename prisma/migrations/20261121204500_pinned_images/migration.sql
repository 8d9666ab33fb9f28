-- CreateTable
CREATE TABLE "PinnedImage" (
    "versionId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "imageId" TEXT NOT NULL,

    PRIMARY KEY ("versionId", "name"),
    CONSTRAINT "PinnedImage_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "ExperimentVersion" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
