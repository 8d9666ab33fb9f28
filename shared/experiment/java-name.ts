/** True for a Java class name with its package, such as `var.rmi.chat.ChatServer`; false for file names. */
export function isQualifiedName(text: string): boolean {
  if (text.endsWith(".java") || text.endsWith(".class")) return false;
  return /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(text);
}
