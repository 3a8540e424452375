-- Working hours are one setting: { "workingHours": { "startMinutes": 540, "endMinutes": 1020 } }.
UPDATE "organisations" SET "settings" = ("settings" - 'workStartMinutes' - 'workEndMinutes') || jsonb_build_object(
  'workingHours', jsonb_build_object(
    'startMinutes', coalesce("settings" -> 'workStartMinutes', '540'::jsonb),
    'endMinutes', coalesce("settings" -> 'workEndMinutes', '1020'::jsonb)
  )
) WHERE "settings" ? 'workStartMinutes' OR "settings" ? 'workEndMinutes';
