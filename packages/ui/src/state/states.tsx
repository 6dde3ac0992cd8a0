import { fillText, type Label } from "@chengyun/kernel";
import { Alert, Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { useUi } from "../ui-context.tsx";
import { words } from "../words.ts";

interface EmptyProps {
  /** Why there is nothing. */
  readonly title: string;
  /** What to do about it. */
  readonly hint?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here: says why and what to do. */
export const Empty = ({ title, hint, action }: EmptyProps) => (
  <div className="cy-state" role="status">
    <p className="cy-state-title">{title}</p>
    {hint === undefined ? null : <p className="cy-state-hint">{hint}</p>}
    {action}
  </div>
);

/** Still coming: keeps the layout with as many lines as will be there. */
export const Loading = ({ rows = 4 }: { readonly rows?: number }) => {
  const { say } = useUi();
  return (
    <div className="cy-loading" role="status" aria-label={say(words.loading)}>
      <Skeleton active={false} title={false} paragraph={{ rows, width: "100%" }} />
    </div>
  );
};

interface FaultProps {
  /** What went wrong, a sentence in the reader's language. */
  readonly sentence: string;
  /** What still works. */
  readonly still?: string | undefined;
  readonly requestId?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** Something failed: says what, what still works, and offers to try again. */
export const Fault = ({ sentence, still, requestId, onRetry }: FaultProps) => {
  const { say } = useUi();
  return (
    <Alert
      className="cy-fault"
      type="error"
      showIcon
      title={sentence}
      description={
        <>
          {still === undefined ? null : <div>{still}</div>}
          {requestId === undefined || requestId === "" ? null : (
            <div className="cy-faint">
              {say(words.requestId)} <code>{requestId}</code>
            </div>
          )}
        </>
      }
      action={onRetry === undefined ? null : <Button onClick={onRetry}>{say(words.retry)}</Button>}
    />
  );
};

interface NoPermissionProps {
  /** The permission in words. */
  readonly permission: Label;
}

/** The post may not see this: says whom to ask for what. */
export const NoPermission = ({ permission }: NoPermissionProps) => {
  const { say } = useUi();
  return (
    <Empty
      title={say(words.noPermission)}
      hint={fillText(say(words.noPermissionAsk), { permission: say(permission) })}
    />
  );
};
