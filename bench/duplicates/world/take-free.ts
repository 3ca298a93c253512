/** The first of the names that nobody has, now taken; `another` makes the second, the third and so on. */
export function takeFree(taken: Set<string>, first: string, another: (nth: number) => string): string {
  let name = first
  for (let nth = 2; taken.has(name); nth++) name = another(nth)
  taken.add(name)
  return name
}
