// Saves larger and larger numbers for ever and says which ones were acknowledged; killed by its test.
import { writeText } from "#server/files/file-write";
import { FilePath } from "#shared/ids";

const [root = ""] = process.argv.slice(2);
const owner = { uid: 10001, gid: 10001 };
for (let number = 0; ; number += 1) {
  const text = `${number} ${String(number % 10).repeat(300_000)}`;
  await writeText(root, owner, { path: FilePath.parse("big.txt"), text, base: null, force: true });
  process.stdout.write(`${number}\n`);
}
