import type { LaunchField } from "#shared/experiment/experiment";

/** How the fields of a launch form are called, and what belongs into them. */
export const launchLabels: Readonly<Record<LaunchField, { readonly label: string; readonly hint: string }>> = {
  mainClass: { label: "Main class", hint: "With its package. Empty runs a jar by its own manifest." },
  jvmArgs: { label: "JVM arguments", hint: "Before the class, such as -Xmx64m -Djava.rmi.server.hostname=server" },
  args: { label: "Arguments", hint: "What the program gets in main(String[] args). Quotes keep words together." },
  command: { label: "Command", hint: "Program and arguments. No shell: quotes work, variables and * do not." },
};

/** The fields of a Java launch in the order of their form. */
export const javaFields = ["mainClass", "args", "jvmArgs"] as const;
