namespace RefineWorkflows.Server.Access;

/// <summary>How scopes are written and compared.</summary>
internal static class AccessScopes
{
    public const AccessScope All = AccessScope.Read | AccessScope.Run | AccessScope.Design | AccessScope.Admin;

    /// <summary>The names, as they are typed.</summary>
    public static readonly string[] Names = ["read", "run", "design", "admin"];

    /// <summary>Whether somebody who holds these may do what asks for <paramref name="required"/>.</summary>
    public static bool Cover(this AccessScope held, AccessScope required)
        => held.HasFlag(AccessScope.Admin) || (held & required) == required;

    /// <summary>Reads names; null when one is unknown or there is none.</summary>
    public static AccessScope? Parse(IEnumerable<string> names)
    {
        AccessScope scopes = AccessScope.None;
        foreach (string name in names)
        {
            if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase))
                return null;
            scopes |= Enum.Parse<AccessScope>(name, ignoreCase: true);
        }

        return scopes == AccessScope.None ? null : scopes;
    }

    /// <summary>The names of the scopes in a set.</summary>
    public static IReadOnlyList<string> ToNames(this AccessScope scopes)
        => [.. Names.Where(name => scopes.HasFlag(Enum.Parse<AccessScope>(name, ignoreCase: true)))];
}
