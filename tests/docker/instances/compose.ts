/** An experiment whose programs are shell scripts in the small Node.js image: quick to start, and every command can be changed. */
export function shellExperiment(services: Readonly<Record<string, string>>, more = ""): string {
  const entries = Object.entries(services).map(
    ([name, script]) => `  ${name}:
    image: varlab/node-run
    mem_limit: 64m
    stop_grace_period: 2s
    x-varlab:
      launch: { command: ["/bin/bash", "-c", ${JSON.stringify(script.split("$").join("$$"))}] }
      editable: [command]
${more}`,
  );
  return `x-varlab:
  title: Test
  toolchain: node
  build: { command: "true", artifacts: [{ name: app, path: app }] }
services:
${entries.join("\n")}
`;
}
