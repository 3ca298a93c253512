const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')]

/** A time zone by its name; all that this machine knows are offered once per page, by ZoneList. */
export const ZoneInput = ({ id, value, list = true }: { id: string; value: string; list?: boolean }) => (
  <>
    <input id={id} name="time_zone" value={value} list="zones" required autocomplete="off" />
    {list ? <ZoneList /> : null}
  </>
)

export const ZoneList = () => (
  <datalist id="zones">
    {ZONES.map((zone) => (
      <option value={zone} />
    ))}
  </datalist>
)
