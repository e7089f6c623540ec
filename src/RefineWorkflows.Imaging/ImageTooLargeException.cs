namespace RefineWorkflows.Imaging;

/// <summary>A picture is larger than a limit allows. Nothing of its pixels was decoded.</summary>
/// <param name="what">What is too large, as a noun phrase: <c>the file's bytes</c>.</param>
/// <param name="actual">How large it is.</param>
/// <param name="limit">How large it may be.</param>
/// <param name="setting">The member of <see cref="Codecs.ImageLimits"/> that sets the limit.</param>
public sealed class ImageTooLargeException(string what, long actual, long limit, string setting) : ImagingException(
    $"{what} {actual:N0} is more than the {limit:N0} that are allowed. Send a smaller picture, or raise {setting}.")
{
    /// <summary>How large it is, in the unit of <see cref="Setting"/>.</summary>
    public long Actual { get; } = actual;

    /// <summary>How large it may be, in the unit of <see cref="Setting"/>.</summary>
    public long Limit { get; } = limit;

    /// <summary>The member of <see cref="Codecs.ImageLimits"/> that sets the limit.</summary>
    public string Setting { get; } = setting;
}
