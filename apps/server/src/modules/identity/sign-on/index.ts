export { connectSubject, disconnect, inviteSubject } from "./binding.ts";
