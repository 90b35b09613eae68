-- The devices of users, with what finds their Entra objects and what sorts them: a large scope is read from it alone.
CREATE INDEX devices_of_users ON devices (user_id, id, entra_device_id, name_key);
