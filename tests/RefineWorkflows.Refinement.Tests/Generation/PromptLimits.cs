using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Tests.Generation;

public sealed class PromptLimits
{
    private const string ClipComplaint = "The following part of your input was truncated because CLIP can only handle sequences up to 77 tokens: ['golden light']";

    [Theory]
    [InlineData("sd_xl_base_1.0.safetensors", 77)]
    [InlineData("v1-5-pruned-emaonly.safetensors", 77)]
    [InlineData("ponyDiffusionV6XL.safetensors", 77)]
    [InlineData("sd3.5_large_fp8_scaled.safetensors", 256)]
    [InlineData("stabilityai/stable-diffusion-3.5-medium", 256)]
    [InlineData("flux1-schnell-fp8.safetensors", 256)]
    [InlineData("flux1-dev.safetensors", 512)]
    [InlineData("wan2.2_ti2v_5B_fp16.safetensors", 512)]
    [InlineData("qwen_image_fp8_e4m3fn.safetensors", null)]
    [InlineData("gpt-image-1", null)]
    [InlineData("my-own-mix.safetensors", 99)]
    public void The_name_of_a_model_tells_what_its_encoder_reads(string name, int? tokens) => Assert.Equal(tokens, PromptLimit.OfModel([null, name], otherwise: 99));

    [Fact]
    public void The_first_name_that_tells_decides() => Assert.Equal(256, PromptLimit.OfModel(["my-own-mix", "sd3", "sdxl"], null));

    [Theory]
    [InlineData(null, 77)]
    [InlineData(0, null)]
    [InlineData(120, 120)]
    public void A_setting_stands_above_the_name(int? setting, int? tokens)
    {
        var settings = new BackEndSettings { Name = "mine", Kind = BackEndKind.WebUi, Address = new Uri("http://127.0.0.1:1"), MaxPromptTokens = setting };
        Assert.Equal(tokens, settings.PromptTokens(["sdxl"], null));
    }

    [Theory]
    [InlineData(ClipComplaint, 256, true)]
    [InlineData(ClipComplaint, 77, false)]
    [InlineData(ClipComplaint, null, false)]
    [InlineData("T5 truncated the prompt at 256 tokens", 256, false)]
    [InlineData("The VAE runs on the CPU", 512, false)]
    public void That_clip_reads_77_tokens_is_of_no_concern_only_beside_a_longer_encoder(string warning, int? tokens, bool benign)
        => Assert.Equal(benign, PromptWarnings.IsBenign(warning, tokens));
}
