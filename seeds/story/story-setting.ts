import type { DaysAgo, SubjectKey, UserKey } from '../demo/story-shape.ts'

/** One row by column name; a column that is undefined stays null. */
export type Row = Record<string, unknown>

const DAY = 24 * 60 * 60 * 1000

/** Where and when a story is told: what its keys and its days mean in the database. */
export class StorySetting {
  readonly tenantId: number
  readonly now: Date
  readonly #ids: ReadonlyMap<string, number>
  readonly #narrator: UserKey

  /** @param ids every key of the story with the id of its row @param narrator who wrote what names no author */
  constructor(tenantId: number, now: Date, ids: ReadonlyMap<string, number>, narrator: UserKey) {
    this.tenantId = tenantId
    this.now = now
    this.#ids = ids
    this.#narrator = narrator
  }

  /** @throws where the story names what it does not tell of */
  id(key: SubjectKey | UserKey): number
  id(key: SubjectKey | UserKey | null | undefined): number | null
  id(key: SubjectKey | UserKey | null | undefined): number | null {
    if (key === null || key === undefined) return null
    const id = this.#ids.get(key)
    if (id === undefined) throw new Error(`The story names ${key} and does not tell of it.`)
    return id
  }

  /** Null means an agent or an import, absent means the narrator. */
  author(by: UserKey | null | undefined): number | null {
    return by === undefined ? this.id(this.#narrator) : this.id(by)
  }

  at(daysAgo: DaysAgo): string
  at(daysAgo: DaysAgo | undefined): string | undefined
  at(daysAgo: DaysAgo | undefined): string | undefined {
    return daysAgo === undefined ? undefined : new Date(this.now.getTime() - daysAgo * DAY).toISOString()
  }

  dayAgo(daysAgo: DaysAgo | undefined): string | undefined {
    return this.at(daysAgo)?.slice(0, 10)
  }

  dayIn(days: number | undefined): string | undefined {
    return days === undefined ? undefined : this.dayAgo(-days)
  }
}
