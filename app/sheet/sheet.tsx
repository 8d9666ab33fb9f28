import Markdown from "react-markdown";
import rehypeHighlight from "rehype-highlight";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import "./sheet.css";

/**
 * A lecturer's Markdown as a page: no raw HTML, no scripts, no images from elsewhere; code is coloured at the server.
 * Sanitising comes first, so that only our own highlighter adds classes afterwards.
 */
export function Sheet({ markdown }: { markdown: string }) {
  return (
    <article className="sheet">
      <Markdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize, [rehypeHighlight, { detect: false }]]}
        components={{
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
        }}
      >
        {markdown}
      </Markdown>
    </article>
  );
}

function isElsewhere(href: string | undefined): boolean {
  return href !== undefined && /^[a-z][a-z+.-]*:/i.test(href);
}
