/** The fields of a Java launch in the order of their form. */
export const javaFields = ["mainClass", "args", "jvmArgs"] as const;
