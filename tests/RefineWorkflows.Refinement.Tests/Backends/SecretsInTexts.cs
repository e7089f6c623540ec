using System.Text;
using System.Text.Json;
using RefineWorkflows.Refinement.Backends;

namespace RefineWorkflows.Refinement.Tests.Backends;

public sealed class SecretsInTexts
{
    private const string Secret = "me:>>>p&ss+w\u00f6rd";

    public static TheoryData<string> Forms => new(
        Secret,
        ">>>p&ss+w\u00f6rd",
        Uri.EscapeDataString(Secret),
        JsonSerializer.Serialize(Secret).Trim('"'),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        JsonSerializer.Serialize(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))).Trim('"'));

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_hidden_however_it_is_repeated(string form)
        => Assert.Equal("no: ••••••!", new SecretScrubber(Secret).Clean($"no: {form}!"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a:b")]
    public void Without_a_secret_worth_the_name_texts_stay_readable(string? secret)
        => Assert.Equal("abbey: b", new SecretScrubber(secret).Clean("abbey: b"));
}
