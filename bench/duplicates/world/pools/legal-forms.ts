import type { CountryCode } from './countries.ts'

/** How common a form is, and its spellings, the usual one first. */
export type LegalForm = [weight: number, spellings: string[]]

export const LEGAL_FORMS: Record<CountryCode, LegalForm[]> = {
  US: [
    [5, ['Inc.', 'Inc', 'Incorporated', 'INC']],
    [6, ['LLC', 'L.L.C.', 'LLC.']],
    [2, ['Corp.', 'Corp', 'Corporation']],
    [2, ['Co.', 'Company', 'Co']],
    [0.4, ['LLP', 'L.L.P.']],
    [0.4, ['PLLC']],
  ],
  GB: [
    [8, ['Ltd', 'Limited', 'Ltd.', 'LTD']],
    [1, ['PLC', 'plc', 'P.L.C.']],
    [1, ['LLP']],
  ],
  CA: [
    [5, ['Inc.', 'Inc', 'Incorporated']],
    [3, ['Ltd.', 'Limited', 'Ltd']],
    [1, ['Corp.', 'Corporation']],
  ],
  AU: [[8, ['Pty Ltd', 'Pty. Ltd.', 'Pty Limited', 'P/L']]],
  DE: [
    [8, ['GmbH', 'GmbH', 'G.m.b.H.', 'Gesellschaft mbH', 'gmbh']],
    [3, ['GmbH & Co. KG', 'GmbH & Co KG', 'GmbH + Co. KG']],
    [1, ['AG', 'Aktiengesellschaft']],
    [0.7, ['e.K.', 'e. K.', 'eK']],
    [0.7, ['KG']],
    [0.6, ['UG (haftungsbeschränkt)', 'UG']],
    [0.4, ['OHG']],
  ],
  FR: [
    [5, ['SARL', 'S.A.R.L.', 'Sarl']],
    [5, ['SAS', 'S.A.S.']],
    [1, ['SA', 'S.A.']],
    [1, ['EURL']],
  ],
  ES: [
    [7, ['S.L.', 'SL', 'S.L', 'Sociedad Limitada']],
    [2, ['S.A.', 'SA']],
    [1, ['S.L.U.', 'SLU']],
  ],
  IT: [
    [7, ['S.r.l.', 'Srl', 'SRL', 's.r.l.']],
    [2, ['S.p.A.', 'SpA', 'SPA']],
    [1, ['S.n.c.', 'snc']],
  ],
  IN: [
    [8, ['Pvt Ltd', 'Private Limited', 'Pvt. Ltd.', '(P) Ltd']],
    [2, ['Ltd', 'Limited', 'Ltd.']],
    [1, ['LLP']],
  ],
  NL: [
    [8, ['B.V.', 'BV', 'b.v.']],
    [1, ['N.V.', 'NV']],
    [1, ['V.O.F.', 'VOF']],
  ],
  PL: [
    [8, ['Sp. z o.o.', 'sp. z o.o.', 'Sp. z o. o.', 'Spółka z o.o.', 'sp z oo']],
    [2, ['S.A.', 'SA']],
    [1, ['Sp. j.', 'Spółka jawna']],
  ],
  JP: [
    [7, ['Co., Ltd.', 'Co., Ltd', 'Co. Ltd.', 'K.K.', 'Kabushiki Kaisha']],
    [2, ['Inc.', 'Inc']],
    [1, ['G.K.', 'LLC']],
  ],
  BR: [
    [7, ['Ltda', 'Ltda.', 'LTDA', 'Limitada']],
    [2, ['S.A.', 'S/A', 'SA']],
    [1, ['ME']],
    [1, ['EIRELI']],
  ],
  MX: [
    [7, ['S.A. de C.V.', 'SA de CV', 'S.A. DE C.V.']],
    [1, ['S. de R.L. de C.V.', 'S de RL de CV']],
  ],
  SE: [
    [9, ['AB', 'Aktiebolag']],
    [1, ['HB', 'Handelsbolag']],
  ],
}
