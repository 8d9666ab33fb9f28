import type { ReactElement } from "react";
import Markdown, { type Options } from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import "./sheet.css";

/** Sheets that were rendered last: a course opens the same few all day, and reading one takes some 25 ms. */
const rendered = new Map<string, ReactElement>();
const keptSheets = 100;

/**
 * A lecturer's Markdown as a page: no raw HTML, no scripts, no images from elsewhere; code is coloured at the server.
 * Sanitising comes first, so that only our own highlighter adds classes afterwards.
 */
export function Sheet({ markdown }: { markdown: string }) {
  const sheet = rendered.get(markdown) ?? Markdown({ ...options, children: markdown });
  rendered.delete(markdown);
  rendered.set(markdown, sheet);
  for (const oldest of rendered.keys()) {
    if (rendered.size <= keptSheets) break;
    rendered.delete(oldest);
  }
  return <article className="sheet">{sheet}</article>;
}

const options: Options = {
  remarkPlugins: [remarkGfm],
  rehypePlugins: [rehypeSanitize, [rehypeHighlight, { detect: false }]],
  components: {
    a: ({ href, children }) =>
      isElsewhere(href) ? (
        <a href={href} target="_blank" rel="noreferrer noopener">
          {children}
        </a>
      ) : (
        <a href={href}>{children}</a>
      ),
    table: ({ children }) => (
      <div className="sheet-table">
        <table>{children}</table>
      </div>
    ),
  },
};

function isElsewhere(href: string | undefined): boolean {
  return href !== undefined && /^[a-z][a-z+.-]*:/i.test(href);
}
