using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement;

/// <summary>Whose taste something is about. Not a login: the names under which votes and models are kept apart.</summary>
public static partial class UserName
{
    /// <summary>Who it is where nobody says.</summary>
    public const string Default = "owner";

    /// <summary>The model that everybody's votes teach, for those who have none of their own. No person is called so.</summary>
    public const string Shared = "shared";

    /// <summary>What names are made of, in words.</summary>
    public const string Allowed = "1 to 64 letters, digits, '-', '_', '.' or '@', beginning with a letter or digit";

    /// <summary>Whether a name can be one.</summary>
    public static bool IsValid(string? name) => name is not null && Form().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
