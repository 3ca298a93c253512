const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('þ', 'th')
    .replaceAll('ð', 'd')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')

const foldings = (name: string) => {
  const german = name.replace(/[äöü]/gi, (c) => `${c}e`.normalize('NFD').replace(/\p{M}/gu, '')).replaceAll('ø', 'oe')
  return [fold(name), fold(german)].map((each) => each.split(/[\s'’-]+/).filter(Boolean))
}

/** Whether the local part of an address is made of a name: "a.ruiz", "ana", "ruiza". */
export const isMailOf = (email: string, name: string): boolean => {
  const local = fold(email.split('@')[0] ?? '').replace(/\+.*/, '')
  return foldings(name).some((words) => {
    const first = words[0] ?? ''
    const last = words.at(-1) ?? ''
    const squeezed = local.replace(/[^a-z0-9]/g, '')
    return (
      squeezed === first ||
      squeezed === last ||
      squeezed === words.join('') ||
      squeezed === first + last ||
      squeezed === last + first ||
      squeezed === first[0] + last ||
      squeezed === first + last[0] ||
      (squeezed.includes(last) && last.length > 3 && squeezed.startsWith(first[0] ?? ''))
    )
  })
}
