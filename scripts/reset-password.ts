// Prints a one-time link with which a person chooses a new password, as `./varlab reset-password` does.
// usage: tsx scripts/reset-password.ts ORIGIN EMAIL
import { makeLink } from "#app/_server/auth/one-time-links";
import { createDatabase } from "#prisma/client";

async function main([origin = "", email = ""]: readonly string[]): Promise<void> {
  const db = createDatabase(process.env.DATABASE_URL ?? "file:./var/varlab.db");
  try {
    const user = await db.user.findUnique({ where: { email: email.trim().toLowerCase() } });
    if (user === null) {
      console.error(`There is no account ${email}. See: ./varlab users`);
      process.exitCode = 1;
      return;
    }
    const { path, expiresAt } = await makeLink(db, user.id, "reset");
    console.log(
      `${user.name} (${user.email}) chooses a new password here, once, until ${expiresAt.toLocaleString()}:\n`,
    );
    console.log(`  ${origin}${path}\n`);
    console.log(
      "Give the link to nobody else. The old password holds until then; afterwards all other browsers are signed out.",
    );
  } finally {
    await db.$disconnect();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
