import type { AnyComparable } from './comparable.ts'
import type { Comparison } from './comparison.ts'
import type { DuplicateEntity } from './duplicate-model.ts'
import type { OrganizationForm } from './organization-form.ts'
import { organizationVeto } from './organization-veto.ts'
import type { PersonForm } from './person-form.ts'
import { personVeto } from './person-veto.ts'

/** Why two compared records cannot be one whatever they weigh, as a sentence; '' where nothing speaks against it. */
export const vetoPair = (
  entity: DuplicateEntity,
  left: AnyComparable,
  right: AnyComparable,
  { levels, counts }: Comparison,
): string =>
  entity === 'person'
    ? personVeto(left.form as PersonForm, right.form as PersonForm, levels, counts)
    : organizationVeto(left.form as OrganizationForm, right.form as OrganizationForm, levels, counts)
