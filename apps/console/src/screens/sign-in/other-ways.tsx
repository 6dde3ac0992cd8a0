import type { Output } from "@chengyun/client";
import type { City } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button } from "antd";
import { toSentence } from "../../data/api.ts";
import { useBeginSignOn } from "../../data/sign-on.ts";
import { useText } from "../../strings/text.ts";

/** Ways in that need no password typed here. */
export const OtherWays = ({ city }: { readonly city: Output<typeof City> }) => {
  const t = useText().signIn;
  const { say } = useUi();
  const begin = useBeginSignOn();
  const { signOn } = city.ways;
  if (signOn === undefined) return null;
  return (
    <div className="door-ways">
      {begin.error === null ? null : (
        <Alert className="form-fault" type="error" showIcon title={toSentence(begin.error)} />
      )}
      <Button size="large" block loading={begin.isPending} onClick={() => begin.mutate()}>
        {fillText(t.signOn, { name: say(signOn) })}
      </Button>
    </div>
  );
};
