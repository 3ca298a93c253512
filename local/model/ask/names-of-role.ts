const spelledOut: Record<string, string> = {
  ceo: 'chief executive',
  cto: 'chief technology',
  cfo: 'chief financial',
  cio: 'chief information',
  coo: 'chief operating',
  cmo: 'chief marketing',
  cdo: 'chief data',
}

/** How a role is written: "CTO" is also a chief technology officer. */
const namesOfRole = (role: string): string[] => {
  const folded = role.toLowerCase().replace(/ officer$/, '')
  const short = Object.entries(spelledOut).find(([, words]) => words === folded)?.[0]
  return [folded, spelledOut[folded], short].filter((each): each is string => each !== undefined)
}

/** Whether a title names a role, in one spelling or the other. */
export const isRole = (title: string, role: string): boolean =>
  namesOfRole(role).some((name) => new RegExp(`\\b${name.replace(/[^\p{L}\p{N} ]/gu, '.')}\\b`, 'iu').test(title))

/** SQL for a column that names a role; short forms as whole words, as "director" holds "cto". */
export const matchRole = (column: string, role: string): string =>
  namesOfRole(role)
    .map((name) => {
      const word = name.replaceAll("'", "''")
      return name.length > 4
        ? `${column} ilike '%${word}%'`
        : `${column} ~* '\\y${word.replace(/[^\p{L}\p{N}]/gu, '.')}\\y'`
    })
    .join(' or ')
