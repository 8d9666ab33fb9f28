import { asAuthor } from "#app/_server/experiments/author-request";
import { openDraft } from "#app/_server/experiments/drafts";
import { writeZip } from "#app/_server/experiments/experiment-zip";
import { contentOfNumber } from "#app/_server/experiments/publishing";

interface Context {
  params: Promise<{ course: string; experiment: string }>;
}

/** The draft, or with `?version=<number>` a published version, as a zip of its folder, which also runs with plain Compose. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return asAuthor(request, params, async (experiment, { db }) => {
    const version = new URL(request.url).searchParams.get("version");
    const content =
      version === null
        ? (await openDraft(db, experiment.id)).files
        : await contentOfNumber(db, experiment.id, Number.parseInt(version, 10) || 0);
    const zip = await writeZip(experiment.slug, content);
    const name = version === null ? experiment.slug : `${experiment.slug}-${Number.parseInt(version, 10)}`;
    return new Response(new Uint8Array(zip), {
      headers: {
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="${name}.zip"`,
        "Cache-Control": "no-store",
      },
    });
  });
}
