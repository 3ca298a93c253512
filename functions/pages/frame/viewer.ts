import type { Actor } from '../../../src/access/actor.ts'
import type { Viewer } from './layout.tsx'

export const viewerOf = ({ name, role, timeZone }: Actor): Viewer => ({ name, role, timeZone })

export const canDecide = ({ role }: Actor): boolean => role === 'reviewer' || role === 'admin'
