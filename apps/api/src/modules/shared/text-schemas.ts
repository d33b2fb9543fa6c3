import { z } from 'zod';

/** Names people give to things. */
export const NameSchema = z.string().trim().min(1).max(200);
export const DescriptionSchema = z.string().max(10_000);
export const NotesSchema = z.string().max(100_000);
export const TagsSchema = z
  .array(z.string().trim().min(1).max(100))
  .max(100)
  .transform((tags) => [...new Set(tags)]);
