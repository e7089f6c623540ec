using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace RefineWorkflows.Refinement.Backends;

/// <summary>Reads when a rate limit begins anew from <c>x-ratelimit-reset-requests</c> and <c>-tokens</c>: <c>1s</c>, <c>6m0s</c>, <c>120ms</c>.</summary>
internal static partial class RateLimitReset
{
    private static readonly string[] Names = ["x-ratelimit-reset-requests", "x-ratelimit-reset-tokens"];

    /// <returns>The later of the two, since which of them was hit is not said; null without any.</returns>
    public static TimeSpan? Read(HttpResponseHeaders headers)
        => Names.Select(name => headers.TryGetValues(name, out IEnumerable<string>? given) ? Parse(given.First()) : null).Max();

    internal static TimeSpan? Parse(string text)
    {
        Match duration = Duration().Match(text.Trim());
        if (!duration.Success || duration.Length == 0)
            return null;
        double seconds = (Part(duration, "h") * 3600) + (Part(duration, "m") * 60) + Part(duration, "s") + (Part(duration, "ms") / 1000);
        return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(1).TotalSeconds));
    }

    private static double Part(Match duration, string unit)
        => duration.Groups[unit] is { Success: true } digits ? double.Parse(digits.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<h>[0-9]{1,6})h)?(?:(?<m>[0-9]{1,6})m)?(?:(?<s>[0-9]{1,9}(?:\.[0-9]{1,9})?)s)?(?:(?<ms>[0-9]{1,9})ms)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Duration();
}
