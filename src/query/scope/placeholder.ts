/**
 * A number that stands for the tenant's id until the database knows it, and stands nowhere else in the text.
 * It is larger than an int4, so that the parser makes the same node of every one of them.
 */
export function choosePlaceholder(text: string): number {
  let number = 700_000_000_000_001
  while (text.includes(String(number))) number++
  return number
}
