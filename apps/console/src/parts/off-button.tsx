import { Button, type ButtonProps, Tooltip } from "antd";

interface OffButtonProps extends ButtonProps {
  /** Why it can't be pressed now; absent when it can. */
  readonly why?: string | undefined;
}

/** A button that, when it can't be pressed, says why: to whoever points at it and to whoever comes by the keyboard. */
export const OffButton = ({ why, ...rest }: OffButtonProps) => {
  if (why === undefined) return <Button {...rest} />;
  const name = rest["aria-label"] ?? (typeof rest.children === "string" ? rest.children : "");
  return (
    <Tooltip title={why}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a disabled button can't be focused, its reason must be */}
      <span tabIndex={0} role="note" aria-label={name === "" ? why : `${name}: ${why}`} className="off-button">
        <Button {...rest} disabled />
      </span>
    </Tooltip>
  );
};
