import { Fault, Loading } from "@chengyun/ui";
import { lazy, type ReactNode, Suspense } from "react";
import { toSentence } from "../data/api.ts";
import { useCity, useMe } from "../data/session.ts";

const SignIn = lazy(() => import("../screens/sign-in/sign-in.tsx"));
const FirstFactor = lazy(() => import("../screens/sign-in/first-factor.tsx"));
const FirstPassword = lazy(() => import("../screens/sign-in/first-password.tsx"));

/** Who is not signed in signs in first, at the address they came for. */
export const Guard = ({ children }: { readonly children: ReactNode }) => {
  const city = useCity();
  const me = useMe();
  const failed = city.error ?? me.error;
  if (failed !== null)
    return <Fault sentence={toSentence(failed)} onRetry={() => void Promise.all([city.refetch(), me.refetch()])} />;
  if (city.data === undefined || me.data === undefined) return <Loading rows={6} />;
  if (me.data === null)
    return (
      <Suspense fallback={<Loading rows={6} />}>
        <SignIn city={city.data} />
      </Suspense>
    );
  if (me.data.mustChangePassword)
    return (
      <Suspense fallback={<Loading rows={6} />}>
        <FirstPassword />
      </Suspense>
    );
  if (me.data.mustSetFactor)
    return (
      <Suspense fallback={<Loading rows={6} />}>
        <FirstFactor />
      </Suspense>
    );
  return children;
};
