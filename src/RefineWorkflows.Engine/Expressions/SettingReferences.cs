using System.Text.RegularExpressions;

namespace RefineWorkflows.Engine.Expressions;

/// <summary>
/// Literals of secret inputs that name a setting, <c>Bearer ${GITHUB_TOKEN}</c>, instead of saying its value. Only what the
/// author drew is read so: text that comes from a variable, an input or a script names nothing, or whoever starts a workflow
/// could read the settings of the host.
/// </summary>
public static partial class SettingReferences
{
    /// <summary>Whether a text names a setting.</summary>
    public static bool IsIn(string text) => Reference().IsMatch(text);

    /// <summary>The expression with the values of the settings that it names.</summary>
    /// <param name="expression">What was drawn.</param>
    /// <param name="settings">The value of a setting; null when it is not set.</param>
    /// <param name="found">Takes each value that was put in.</param>
    /// <exception cref="SettingMissingException">A setting is not set.</exception>
    internal static Expression Resolve(Expression expression, Func<string, string?> settings, ICollection<string> found) => expression.Kind switch
    {
        ExpressionKind.Literal or ExpressionKind.Object => expression with { Value = JsonTexts.Map(expression.Value, text => Resolve(text, settings, found)) },
        ExpressionKind.Dictionary => expression with { Members = expression.Members.ToDictionary(one => one.Key, one => Resolve(one.Value, settings, found), StringComparer.Ordinal) },
        _ => expression,
    };

    private static string Resolve(string text, Func<string, string?> settings, ICollection<string> found) => Reference().Replace(text, match =>
    {
        string name = match.Groups[1].Value;
        string value = settings(name) is { Length: > 0 } set ? set : throw new SettingMissingException(name);
        found.Add(value);
        return value;
    });

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
