import { type ModalProps, Tooltip } from "antd";

/** Buttons of a dialog whose last one says why it can't be pressed yet; to whoever comes by the keyboard, too. */
export const offFooter =
  (why: string | undefined): Exclude<ModalProps["footer"], undefined> =>
  (_, { OkBtn, CancelBtn }) => (
    <>
      <CancelBtn />
      {why === undefined ? (
        <OkBtn />
      ) : (
        <Tooltip title={why}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a disabled button can't be focused, its reason must be */}
          <span tabIndex={0} role="note" aria-label={why} className="off-button off-ok">
            <OkBtn />
          </span>
        </Tooltip>
      )}
    </>
  );
