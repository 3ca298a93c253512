import { readFileSync } from 'node:fs'

/** The lines of a corpus file that hold a query; `#` opens a remark. */
export const readCorpus = (name: string): string[] =>
  readFileSync(new URL(`${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))

const ESCAPES: Record<string, string> = { '0': '\0', n: '\n', t: '\t' }

/** Spells out what a line abbreviates: `<300*x>` and the escapes. */
export const expand = (line: string): string =>
  line
    .replace(/<(\d+)\*([^<>]+)>/g, (_, times, text) => text.repeat(Number(times)))
    .replace(/\\([0nt])(?!\d)/g, (_, letter) => ESCAPES[letter]!)
