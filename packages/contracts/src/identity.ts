import { z } from "zod";
import { Id, Moment, MomentIn, Text } from "./shape.ts";

/** A department of the city. */
export const Department = z.object({ id: Id, code: z.string(), name: Text, duties: z.array(z.string()) });
export type Department = z.infer<typeof Department>;

/** A post: who sits in it acts for a department in an area with the permissions of a role. */
export const Post = z.object({
  id: Id,
  name: Text,
  role: z.string(),
  departmentId: Id,
  departmentName: Text,
  /** Empty for the whole city. */
  areaPath: z.string(),
});
export type Post = z.infer<typeof Post>;

/** A wider reach that somebody took in an emergency, for one of an area, a department or a permission. */
export const WiderReach = z.object({
  id: Id,
  version: z.number().int(),
  stage: z.string(),
  name: z.string(),
  post: Post,
  area: Text.optional(),
  department: Text.optional(),
  permission: z.string().optional(),
  reason: z.string(),
  takenAt: Moment,
  until: Moment,
  endedAt: Moment.optional(),
  dueAt: Moment.optional(),
  /** Whoever looks took it. */
  mine: z.boolean(),
});
export type WiderReach = z.infer<typeof WiderReach>;
/** Taking one: exactly one of area, department and permission. */
export const WiderReachIn = z
  .object({
    areaPath: z.string().max(200).optional(),
    departmentId: Id.optional(),
    permission: z.string().max(100).optional(),
    hours: z.number().int().min(1).max(72),
    reason: z.string().trim().min(5).max(500),
  })
  .refine(
    (wish) => [wish.areaPath, wish.departmentId, wish.permission].filter((part) => part !== undefined).length === 1,
    { message: "areaPath, departmentId or permission" },
  );
/** What somebody could take, for how many hours at most. */
export const WiderChoices = z.object({
  areas: z.array(z.object({ path: z.string(), name: Text })),
  departments: z.array(z.object({ id: Id, name: Text })),
  permissions: z.array(z.string()),
  hours: z.number().int(),
});
export type WiderChoices = z.infer<typeof WiderChoices>;

/** Who is signed in, in which post, and what that post may do. */
export const Me = z.object({
  accountId: Id,
  personId: Id,
  login: z.string(),
  name: z.string(),
  post: Post,
  posts: z.array(Post),
  permissions: z.array(z.string()),
  mustChangePassword: z.boolean(),
  /** The city asks a second factor of this role, and there is none yet. */
  mustSetFactor: z.boolean(),
  /** How they came in. */
  way: z.enum(["password", "sign-on", "passkey", "demo"]),
  /** Posts of others in which they may act as a deputy. */
  deputyIn: z.array(z.object({ post: Post, of: z.string(), until: Moment })),
  /** Name of the person for whom they act now. */
  actingFor: z.string().optional(),
  /** The wider reach they act with at this moment. */
  wider: WiderReach.optional(),
  /** What others reset of their way in, until they have seen it. */
  resets: z.array(
    z.object({ what: z.enum(["password", "factor", "sign-on", "passkeys"]), at: Moment, by: z.string() }),
  ),
});
export type Me = z.infer<typeof Me>;

/** Signing in with a password. */
export const SignIn = z.object({
  login: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  /** Of an authenticator app, or a recovery code; asked by `session.code-needed`. */
  code: z.string().min(1).max(30).optional(),
});
/** Where the browser goes to sign on at the city's own server. */
export const SignOnBegun = z.object({ url: z.string() });
/** What that server sent the browser back with: the query of the address it came to. */
export const SignOnBack = z.object({ search: z.string().min(1).max(8_000) });
/** A code of one's second factor, after signing on elsewhere. */
export const SignOnCode = z.object({ code: z.string().min(1).max(30) });
/** Signed out here; where the browser goes to be signed out there too. */
export const SignOnEnded = z.object({ url: z.string().optional() });
/** Signing in to the demo city by one click. */
export const DemoSignIn = z.object({ entry: z.string().min(1).max(50) });
/** Changing one's own password. */
export const PasswordChange = z.object({ old: z.string().min(1).max(200), new: z.string().min(1).max(200) });
/** One's own password, typed again before something grave. */
export const PasswordProof = z.object({ password: z.string().min(1).max(200) });
/** Whether an account has a second factor. */
export const Factor = z.object({
  /** Whoever comes in without a password (a demo entry) can have none. */
  possible: z.boolean(),
  /** Whether setting one up asks for the password; not of who has just come in without one. */
  asksPassword: z.boolean(),
  on: z.boolean(),
  since: Moment.optional(),
  recoveryLeft: z.number().int(),
});
export type Factor = z.infer<typeof Factor>;
/** What an authenticator app takes, typed (base32) or as a QR code; shown once. */
export const FactorBegun = z.object({ secret: z.string(), uri: z.string() });
/** A code of the app that was just set up. */
export const FactorCode = z.object({ code: z.string().regex(/^\d{6}$/) });
/** A second factor in force: recovery codes, shown once, each good once. */
export const FactorMade = z.object({ recovery: z.array(z.string()) });
/** Taking a second factor away: password, and a code of the app or for recovery. */
export const FactorDrop = PasswordProof.extend({ code: z.string().min(1).max(30) });
/** Proof that it is the owner: the password, or a code of the second factor. */
export const OwnerProof = z.object({
  password: z.string().min(1).max(200).optional(),
  code: z.string().min(1).max(30).optional(),
});
/** A passkey of one's own. */
export const Passkey = z.object({
  id: Id,
  /** As its owner called it. */
  name: z.string(),
  /** Its maker keeps it on several devices. */
  isSynced: z.boolean(),
  madeAt: Moment,
  usedAt: Moment.optional(),
  /** There may be a copy: it lets nobody in. */
  isDoubted: z.boolean(),
});
export type Passkey = z.infer<typeof Passkey>;
/** One's passkeys, and which proof making or removing one asks. */
export const Passkeys = z.object({ items: z.array(Passkey), asks: z.enum(["nothing", "code", "password"]) });
/** Making one, by the name it is to have. */
export const PasskeyIn = OwnerProof.extend({ name: z.string().trim().min(1).max(60) });
/** What `navigator.credentials` is asked for, as WebAuthn's JSON. */
export const PasskeyOptions = z.looseObject({ challenge: z.string() });
const Base64Url = z.string().regex(/^[A-Za-z0-9_-]*$/);
const credential = {
  id: Base64Url.min(1).max(1_400),
  rawId: Base64Url.min(1).max(1_400),
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).default({}),
};
/** A passkey that a browser made (WebAuthn's RegistrationResponseJSON). */
export const PasskeyMade = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: Base64Url.min(1).max(4_000),
    attestationObject: Base64Url.min(1).max(20_000),
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
});
/** A passkey that a browser used (WebAuthn's AuthenticationResponseJSON). */
export const PasskeyUsed = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: Base64Url.min(1).max(4_000),
    authenticatorData: Base64Url.min(1).max(4_000),
    signature: Base64Url.min(1).max(4_000),
    userHandle: Base64Url.max(200).optional(),
  }),
});
/** A session of one's own: in which browser, since when, used when. */
export const SessionSeen = z.object({
  id: Id,
  agent: z.string(),
  address: z.string(),
  openedAt: Moment,
  usedAt: Moment,
  current: z.boolean(),
});
export type SessionSeen = z.infer<typeof SessionSeen>;
/** A deputy: who acts in whose post until when. */
export const Deputy = z.object({
  id: Id,
  version: z.number().int(),
  post: Post,
  of: z.string(),
  deputy: z.string(),
  /** Whoever asks appointed it. */
  mine: z.boolean(),
  until: Moment,
  standing: z.boolean(),
});
export type Deputy = z.infer<typeof Deputy>;
/** Appointing one. */
export const DeputyIn = z.object({ person: Id, until: MomentIn, reason: z.string().min(1).max(500).optional() });

/** Acting in another of one's posts. */
export const PostChoice = z.object({ postId: Id });

/** An account as an administrator sees it. */
export const Account = z.object({
  id: Id,
  personId: Id,
  login: z.string(),
  name: z.string(),
  posts: z.array(Post),
  stage: z.string(),
  version: z.number().int(),
  createdAt: Moment,
  /** Besides the password a code of an authenticator app is asked. */
  hasFactor: z.boolean(),
  passkeys: z.number().int(),
  /** Whether they sign on at the city's own server: connected, or invited and not come yet. */
  signOn: z.enum(["connected", "invited"]).optional(),
  lastSignInAt: Moment.optional(),
});
export type Account = z.infer<typeof Account>;

/** A new account; the answer carries its first password, once. */
export const AccountIn = z.object({
  login: z.string().regex(/^[a-z][a-z0-9._-]{1,49}$/),
  name: z.string().min(1).max(100),
  phone: z.string().max(30).optional(),
  postIds: z.array(Id).min(1).max(20),
});
/** A made account, or one given a new password: shown once, to be changed at the first sign-in. */
export const AccountMade = z.object({
  id: Id,
  password: z.string(),
  /** Its posts are an administrator's: they wait for another security administrator to approve this request. */
  requestId: Id.optional(),
});

/** What about an administrator's account takes two security administrators. */
export const accountRequestKinds = ["posts", "password", "factor", "retire"] as const;
/** Asking for it. */
export const AccountRequestIn = z.object({
  what: z.enum(accountRequestKinds),
  /** Posts it is to have from then on; of `posts` alone. */
  postIds: z.array(Id).min(1).max(20).optional(),
  reason: z.string().trim().min(2).max(500),
});
/** A change of an administrator's account that one security administrator asks for and another approves. */
export const AccountRequest = z.object({
  id: Id,
  version: z.number().int(),
  stage: z.string(),
  accountId: Id,
  /** Whose account it is. */
  name: z.string(),
  login: z.string(),
  what: z.enum(accountRequestKinds),
  /** Posts it would have. */
  posts: z.array(Post),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: Moment,
  /** Whoever looks asked for it. */
  mine: z.boolean(),
  dueAt: Moment.optional(),
  /** The new password can be fetched by whoever asked. */
  passwordWaits: z.boolean(),
});
export type AccountRequest = z.infer<typeof AccountRequest>;

/** Why can she? A permission, or a move of a subject; with a subject, whether it is in their scope. */
export const AccessAsk = z
  .object({
    permission: z
      .string()
      .regex(/^[a-z][a-z-]*[.][a-z-]+$/)
      .optional(),
    subject: Id.optional(),
    move: z.string().min(1).max(60).optional(),
  })
  .refine((asked) => asked.permission !== undefined || (asked.move !== undefined && asked.subject !== undefined), {
    message: "permission, or subject and move",
  });
/** By which posts, deputyships or key somebody can do something, and which of what it takes is missing. */
export const Access = z.object({
  permission: z.string(),
  may: z.boolean(),
  ways: z.array(
    z.object({
      post: Post.optional(),
      key: z.string().optional(),
      /** Whose deputy they are in that post. */
      actingFor: z.string().optional(),
      until: Moment.optional(),
      may: z.boolean(),
      because: z.array(Text),
      missing: z.array(Text),
    }),
  ),
  /** What holds of all ways. */
  notes: z.array(Text),
});
export type Access = z.infer<typeof Access>;

/** A new post of a department in an area. */
export const PostIn = z.object({ name: Text, role: z.string(), departmentId: Id, areaPath: z.string().max(200) });

/** An API key of an integrator; the secret is shown once. */
export const Key = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(z.string()),
  stage: z.string(),
  version: z.number().int(),
  createdAt: Moment,
  lastUsedAt: Moment.optional(),
  /** None for the platform's own. */
  endsAt: Moment.optional(),
  /** Whether that has come. */
  ended: z.boolean().optional(),
});
export type Key = z.infer<typeof Key>;
/**
 * Permissions that only persons have. Who hands out access: a key that could make keys would outlive its own end. Who
 * sees a person in plain, erases one or breaks the glass: each is somebody's own reason, and no machine has one.
 */
export const neverOfKeys: readonly string[] = [
  "accounts.manage",
  "keys.manage",
  "persons.unmask",
  "persons.erase",
  "journal.guard",
  "access.audit",
  "access.widen",
  "access.review",
];
/** A new key: what it may do, within which area, and for how many days. */
export const KeyIn = z.object({
  name: z.string().min(1).max(100),
  scopes: z.array(z.string()).min(1).max(50),
  areaPath: z.string().max(200).default(""),
  days: z.number().int().min(1).max(730).default(365),
});
/** A made key; its secret is shown once. */
export const KeyMade = z.object({ id: Id, secret: z.string() });
