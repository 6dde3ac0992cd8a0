import { parsePhoneNumberFromString } from "libphonenumber-js";
import isEmail from "validator/lib/isEmail.js";
import isIdentityCard from "validator/lib/isIdentityCard.js";

/** One form for a name however it is written. */
export const normalName = (name: string): string => name.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

/** Trunk zero that telephone exchanges put before a mobile number. */
const trunkZero = /^0(?=1[3-9]\d{9}$)/;

/**
 * Digits alone: a mainland number without its country code (its area code with the zero), any other with its own.
 * Short numbers (12345) and what is no number to the tables stay the digits they are.
 */
export const normalPhone = (phone: string): string => {
  const plain = phone.normalize("NFKC").replace(/[^\d+]/g, "");
  const bare = plain.replace(/\D/g, "").replace(trunkZero, "");
  const text = plain.startsWith("+") || plain.startsWith("00") ? plain.replace(/^00/, "+") : bare;
  const parsed = parsePhoneNumberFromString(text, "CN");
  if (parsed?.isValid() !== true) return bare.replace(/^86(?=1\d{10}$)/, "");
  if (parsed.country !== "CN") return parsed.number.slice(1);
  const { nationalNumber } = parsed;
  return /^1[3-9]\d{9}$/.test(nationalNumber) || nationalNumber.length < 9 ? nationalNumber : `0${nationalNumber}`;
};

/** The 18 characters of an identity number, its check letter large. */
export const normalIdNumber = (text: string): string => text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();

/** Whether region, date and check digit of a resident identity number agree (GB 11643). */
export const isIdNumber = (text: string): boolean => {
  const plain = normalIdNumber(text);
  return plain.length === 18 && isIdentityCard(plain, "zh-CN");
};

export const isMail = (text: string): boolean => isEmail(text);
