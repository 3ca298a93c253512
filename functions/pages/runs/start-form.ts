import type { StartRun } from '../../../src/runs/start-run.ts'
import { UseCase } from '../../../src/runs/use-case.ts'
import { signatureFromForm } from './signature-form.ts'

type Fields = Record<string, unknown>
const TEXTS = ['lead_type', 'stage', 'entity_type'] as const
const NUMBERS = ['days', 'limit'] as const

/** What a start form asks for; a blank field is not a parameter. */
export function parseStartForm(form: Fields): StartRun {
  const text = (name: string) => String(form[name] ?? '').trim()
  const signature = signatureFromForm(form)
  const params = {
    ...Object.fromEntries(TEXTS.flatMap((name) => (text(name) ? [[name, text(name)]] : []))),
    ...Object.fromEntries(NUMBERS.flatMap((name) => (text(name) ? [[name, Number(text(name))]] : []))),
    ...(signature ? { signature } : form.review_signature ? { review_signature: true } : {}),
  }
  return {
    use_case: UseCase.safeParse(form.use_case).data ?? null,
    prompt: text('prompt').slice(0, 4000) || null,
    params,
  }
}
