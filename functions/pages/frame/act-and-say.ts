import type { Context as HonoContext } from 'hono'
import { AppError } from '../../../src/errors.ts'
import type { AppEnv } from '../../app-env.ts'
import { type Notice, setNotice } from './notice.ts'

/** Does something, says on the page it leads back to what came of it; what can be put right is said there too. */
export async function actAndSay(
  c: HonoContext<AppEnv>,
  back: string,
  act: () => Promise<string | (Partial<Notice> & { text: string })>,
): Promise<Response> {
  try {
    const said = await act()
    await setNotice(c, { good: true, details: [], ...(typeof said === 'string' ? { text: said } : said) })
  } catch (error) {
    if (!(error instanceof AppError) || !['invalid', 'conflict'].includes(error.code)) throw error
    const details = error.errors.map(({ message }) => message).filter((message) => message !== error.message)
    await setNotice(c, { text: error.message, good: false, details })
  }
  return c.redirect(back, 303)
}

/** The notice of a change set, with its undo. */
export const saved = (text: string, changeSetId: number | undefined): Partial<Notice> & { text: string } => ({
  text,
  ...(changeSetId ? { undo: { kind: 'change_set', id: String(changeSetId) } } : {}),
})
