/** SHA-256 of the assembly sources, hexadecimal. */
export function assemblyDigest(): string;
