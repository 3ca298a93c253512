import { EntityType } from '../../../src/records/entity-type.ts'
import { kindName } from './format.ts'

interface RecordLinkProps {
  type: string
  id: number
  name?: string | null | undefined
}

/** A record by its name; what has no page of its own is only named. */
export const RecordLink = ({ type, id, name }: RecordLinkProps) => {
  const called = (name ?? '').trim() || `${kindName(type)} ${id}`
  return EntityType.safeParse(type).success ? <a href={`/records/${type}/${id}`}>{called}</a> : <span>{called}</span>
}
