/** How the measurements start Chromium. */
export const launchOptions = {
  // Whoever is told to end removes the scene before it exits; the browser goes with the process.
  ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  executablePath: process.env.VARLAB_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
};
