/** Enter in a field presses a form's first button, so that one must decide nothing. */
export const IdleButton = () => (
  <button type="submit" name="batch" value="none" hidden>
    Nothing
  </button>
)
