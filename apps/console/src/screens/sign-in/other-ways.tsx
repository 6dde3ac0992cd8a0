import type { Output } from "@chengyun/client";
import type { City } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert, Button } from "antd";
import { toSentence } from "../../data/api.ts";
import { hasPasskeys, toPasskeySentence, usePasskeySignIn } from "../../data/passkey.ts";
import { useBeginSignOn } from "../../data/sign-on.ts";
import { useText } from "../../strings/text.ts";

const SignOnButton = ({ name }: { readonly name: string }) => {
  const t = useText().signIn;
  const begin = useBeginSignOn();
  return (
    <>
      {begin.error === null ? null : <Alert type="error" showIcon title={toSentence(begin.error)} />}
      <Button size="large" block loading={begin.isPending} onClick={() => begin.mutate()}>
        {fillText(t.signOn, { name })}
      </Button>
    </>
  );
};

const PasskeyButton = () => {
  const t = useText();
  const enter = usePasskeySignIn();
  return (
    <>
      {enter.error === null ? null : (
        <Alert type="error" showIcon title={toPasskeySentence(enter.error, t.security.passkeyFault)} />
      )}
      <Button size="large" block loading={enter.isPending} onClick={() => enter.mutate()}>
        {t.signIn.passkey}
      </Button>
    </>
  );
};

/** Ways in that need no password typed here. */
export const OtherWays = ({ city }: { readonly city: Output<typeof City> }) => {
  const { say } = useUi();
  const { signOn } = city.ways;
  const isOffered = hasPasskeys(city);
  if (signOn === undefined && !isOffered) return null;
  return (
    <div className="door-ways">
      {signOn === undefined ? null : <SignOnButton name={say(signOn)} />}
      {isOffered ? <PasskeyButton /> : null}
    </div>
  );
};
