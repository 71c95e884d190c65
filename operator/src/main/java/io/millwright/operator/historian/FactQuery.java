package io.millwright.operator.historian;

/**
 * The one read: rows of (kind, subject, detail, extra). Parameters: database, roles, schema. Facts about schemas are those
 * of the database connected to.
 */
final class FactQuery {

    private static final String SHARED = """
        WITH wanted AS (SELECT ?::text AS database, ?::text[] AS roles, ?::text AS schema)
        SELECT 'ROLE' AS kind, r.rolname::text AS subject, concat_ws(' ',
            CASE WHEN r.rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END,
            CASE WHEN r.rolsuper THEN 'SUPERUSER' ELSE 'NOSUPERUSER' END,
            CASE WHEN r.rolcreatedb THEN 'CREATEDB' ELSE 'NOCREATEDB' END,
            CASE WHEN r.rolcreaterole THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END,
            CASE WHEN r.rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
            CASE WHEN r.rolreplication THEN 'REPLICATION' ELSE 'NOREPLICATION' END,
            CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' ELSE 'NOBYPASSRLS' END,
            CASE WHEN r.rolvaliduntil < 'infinity' THEN 'EXPIRES' END) AS detail, r.rolconnlimit::text AS extra
          FROM pg_roles r, wanted w WHERE r.rolname = ANY (w.roles)
        UNION ALL
        SELECT 'MEMBER', r.rolname, m.rolname, g.rolname
          FROM wanted w, pg_auth_members a
          JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
          LEFT JOIN pg_roles g ON g.oid = a.grantor
          WHERE (r.rolname = ANY (w.roles) OR m.rolname = ANY (w.roles)) AND m.rolname <> current_user
        UNION ALL
        SELECT 'DATABASE', d.datname, pg_get_userbyid(d.datdba), d.datallowconn::text
          FROM pg_database d, wanted w WHERE d.datname = w.database
        UNION ALL
        SELECT 'DATABASE_GRANT', d.datname, CASE WHEN a.grantee = 0 THEN '' ELSE pg_get_userbyid(a.grantee) END, a.privilege_type
          FROM wanted w, pg_database d, aclexplode(COALESCE(d.datacl, acldefault('d', d.datdba))) a
          WHERE d.datname IN (w.database, 'postgres', 'template1')
        UNION ALL
        SELECT 'SETTING', r.rolname, s.setting, NULL
          FROM wanted w, pg_db_role_setting x JOIN pg_roles r ON r.oid = x.setrole JOIN pg_database d ON d.oid = x.setdatabase,
               unnest(x.setconfig) AS s(setting)
          WHERE d.datname = w.database AND r.rolname = ANY (w.roles)
        UNION ALL
        SELECT 'SCHEMA', n.nspname, pg_get_userbyid(n.nspowner), NULL
          FROM pg_namespace n, wanted w WHERE n.nspname IN (w.schema, 'public')
        UNION ALL
        SELECT 'SCHEMA_GRANT', n.nspname, CASE WHEN a.grantee = 0 THEN '' ELSE pg_get_userbyid(a.grantee) END, a.privilege_type
          FROM wanted w, pg_namespace n, aclexplode(COALESCE(n.nspacl, acldefault('n', n.nspowner))) a
          WHERE n.nspname IN (w.schema, 'public')
        UNION ALL
        SELECT 'DEFAULT_GRANT', x.defaclobjtype::text, CASE WHEN a.grantee = 0 THEN '' ELSE pg_get_userbyid(a.grantee) END, a.privilege_type
          FROM wanted w, pg_default_acl x JOIN pg_namespace n ON n.oid = x.defaclnamespace, aclexplode(x.defaclacl) a
          WHERE n.nspname = w.schema AND pg_get_userbyid(x.defaclrole) = w.roles[1]
        """;

    /** A superuser also reads verifiers, and cares for the administrators that are none. */
    static final String OF_A_SUPERUSER = SHARED + """
        UNION ALL
        SELECT 'VERIFIER', r.rolname, r.rolpassword, NULL FROM pg_authid r, wanted w WHERE r.rolname = ANY (w.roles)
        UNION ALL
        SELECT 'ADMINISTRATOR', r.rolname, NULL, NULL FROM pg_roles r WHERE r.rolcreaterole AND r.rolcanlogin AND NOT r.rolsuper
        """;

    /** Anybody else has to hold the owner role, to own a database in its name; only then is the fact there. */
    static String of(boolean delegatedRoles) {
        String option = delegatedRoles ? "SET" : "MEMBER";
        return SHARED + """
            UNION ALL
            SELECT 'ADMINISTERED', r.rolname, NULL, NULL FROM pg_roles r, wanted w
              WHERE r.rolname = w.roles[1] AND pg_has_role(r.oid, 'USAGE') AND pg_has_role(r.oid, '%s')
            """.formatted(option);
    }

    private FactQuery() {}
}
