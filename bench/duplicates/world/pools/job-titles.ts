import type { Language } from './languages.ts'
import { words } from './words.ts'

export const JOB_TITLES: Partial<Record<Language, string[]>> & { en: string[] } = {
  en: words(`
    Sales_Manager Account_Manager CEO Chief_Executive_Officer CFO CTO Owner President Vice_President VP_Sales
    VP_Marketing Director Managing_Director Marketing_Manager Operations_Manager Project_Manager Office_Manager
    HR_Manager Software_Engineer Senior_Software_Engineer Accountant Controller Buyer Purchasing_Manager
    Head_of_Procurement Consultant Senior_Consultant Partner Attorney Analyst Executive_Assistant Administrator
    IT_Manager Product_Manager Founder Co-Founder General_Manager Engineer Customer_Service_Representative
    Receptionist`),
  de: words(`
    Geschäftsführer Vertriebsleiter Einkäufer Leiter_Einkauf Projektleiter Prokurist Assistenz Buchhaltung
    Personalleiter IT-Leiter Entwicklungsleiter Inhaber Sachbearbeiter Marketing_Manager Key_Account_Manager`),
  fr: words(`
    Directeur_Général Gérant Responsable_Commercial Responsable_Achats Chef_de_Projet Comptable
    Assistante_de_Direction DSI Ingénieur Directeur_Marketing`),
  es: words(`
    Gerente Director_General Jefe_de_Compras Director_Comercial Responsable_de_Marketing Contable Administrador
    Jefe_de_Proyecto Ingeniero Socio`),
  it: words(`
    Amministratore_Delegato Responsabile_Acquisti Direttore_Commerciale Titolare Responsabile_Marketing
    Contabile Ingegnere Socio`),
  pt: words(`Diretor Gerente_Comercial Sócio Gerente_de_Compras Analista Coordenador Engenheiro`),
  nl: words(`Directeur Inkoper Accountmanager Projectleider Eigenaar Controller`),
  pl: words(`Prezes_Zarządu Dyrektor_Handlowy Kierownik_Projektu Księgowa Właściciel Specjalista`),
  sv: words(`VD Säljare Inköpare Projektledare Ekonomichef`),
}
