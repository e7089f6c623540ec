using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using RefineWorkflows.Refinement.Backends;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Tests.Composition;

/// <summary>Judges that are configured with all that they are asked with.</summary>
public sealed class MetricSettings
{
    [Fact]
    public void The_init_config_wins_over_the_default_config()
    {
        MetricConfig metric = Assert.Single(Read("""
            {"mine": {"pipe_name": "pairwise-judge",
              "default_config": {"backend": "api", "model_name": "old", "base_url": "https://models.example/v1/", "api_key": "${MY_KEY}", "max_tokens": 512, "retries": 1, "timeout": 30, "temperature": 0.2,
                "top_p": 0.9, "extra_body": {"guided": true, "deep": {"a": 1, "b": 2}}, "prompt_info": {"prompt_id": "vlm/assessment/editing/pairwise", "version": "v1"}},
              "init_config": {"model_name": "new", "extra_body": {"deep": {"b": 3}}}}}
            """, out _));
        BackEndSettings server = metric.Server!;
        Assert.Equal(("mine", MetricConfig.Pairwise, 1, "vlm/assessment/editing/pairwise@v1"), (metric.Name, metric.Pipe, metric.Retries, metric.Prompt!.Name));
        Assert.Equal((512, 0.2), (metric.Manner.MaxTokens, metric.Manner.Temperature));
        Assert.Equal((BackEndKind.OpenAiChat, "https://models.example/v1", "new", "secret", TimeSpan.FromSeconds(30)), (server.Kind, server.Address.ToString(), server.Model, server.Secret, server.Timeout));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"top_p": 0.9, "guided": true, "deep": {"a": 1, "b": 3}}"""), server.ExtraBody!.Value), server.ExtraBody.ToString());
    }

    [Theory]
    [InlineData("""{"backend": "vllm", "model_name": "m", "ip_address": "10.0.0.7", "port": 8000}""", BackEndKind.OpenAiChat, "http://10.0.0.7:8000/v1")]
    [InlineData("""{"backend": "ollama", "model_name": "m"}""", BackEndKind.Ollama, "http://127.0.0.1:11434/")]
    [InlineData("""{"backend": "google", "model_name": "m", "base_url": "https://g.example", "api_key": "${MY_KEY}"}""", BackEndKind.GeminiChat, "https://g.example/v1beta")]
    [InlineData("""{"backend": "google", "model_name": "m", "base_url": "https://g.example", "api_version": "v1alpha", "api_key": "${MY_KEY}"}""", BackEndKind.GeminiChat, "https://g.example/v1alpha")]
    public void Each_back_end_is_found_where_it_listens(string config, BackEndKind kind, string address)
    {
        BackEndSettings server = Assert.Single(Read($$"""{"mine": {"pipe_name": "viescore", "default_config": {{config}} } }""", out _)).Server!;
        Assert.Equal((kind, address), (server.Kind, server.Address.ToString()));
    }

    [Fact]
    public void The_fake_back_end_measures() => Assert.Null(Assert.Single(Read("""{"mine": {"pipe_name": "viescore", "default_config": {"backend": "fake"}}}""", out _)).Server);

    [Fact]
    public void Other_keys_go_where_the_protocol_keeps_its_parameters()
    {
        Assert.Equal("""{"options":{"top_k":5}}""", Assert.Single(Read("""{"o": {"pipe_name": "viescore", "default_config": {"backend": "ollama", "model_name": "m", "top_k": 5}}}""", out _)).Server!.ExtraBody.ToString());
        Assert.Equal("""{"generationConfig":{"topK":5}}""", Assert.Single(Read("""{"g": {"pipe_name": "viescore", "default_config": {"backend": "google", "model_name": "m", "base_url": "https://g.example", "api_key": "${MY_KEY}", "topK": 5}}}""", out _)).Server!.ExtraBody.ToString());
    }

    [Theory]
    [InlineData("""{"backend": "openrouter", "model_name": "m"}""", "backend is 'openrouter'; known are api, google, vllm, ollama, fake")]
    [InlineData("""{"model_name": "m"}""", "backend is ''; known are api, google, vllm, ollama, fake")]
    [InlineData("""{"backend": "ollama"}""", "model_name is missing")]
    [InlineData("""{"backend": "vllm", "model_name": "m"}""", "ip_address or port is missing")]
    [InlineData("""{"backend": "api", "model_name": "m", "base_url": "https://models.example"}""", "api_key is missing")]
    [InlineData("""{"backend": "api", "model_name": "m", "base_url": "https://me:pw@models.example", "api_key": "${MY_KEY}"}""", "base_url is no address")]
    [InlineData("""{"backend": "ollama", "model_name": "m", "api_key": "${NOBODY}"}""", "neither REFINE_SECRET_NOBODY nor NOBODY is set")]
    [InlineData("""{"backend": "fake", "retries": 99}""", "retries is '99'; allowed are numbers from 0 to 20")]
    [InlineData("""{"backend": "fake", "prompt_info": {"prompt_id": "vlm/none", "version": "v1"}}""", "There is no prompt asset vlm/none v1")]
    [InlineData("""{"backend": "fake", "prompt_info": {"prompt_id": "vlm/assessment/generation/pairwise", "version": "v1"}}""", "which viescore cannot ask with")]
    public void What_is_wrong_is_told_with_what_is_allowed(string config, string problem)
    {
        Assert.Empty(Read($$"""{"mine": {"pipe_name": "viescore", "default_config": {{config}} } }""", out IReadOnlyList<string> problems));
        Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sk-literal-key")]
    [InlineData("${MY_KEY} sk-literal-key")]
    [InlineData("$MY_KEY")]
    public void A_key_in_a_file_is_refused_and_not_shown(string key)
    {
        Assert.Empty(Read($$"""{"mine": {"pipe_name": "viescore", "default_config": {"backend": "ollama", "model_name": "m", "api_key": "{{key}}"} } }""", out IReadOnlyList<string> problems));
        string problem = Assert.Single(problems);
        Assert.Contains("api_key does not belong into a file", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(key, problem, StringComparison.Ordinal);
    }

    private static IReadOnlyList<MetricConfig> Read(string json, out IReadOnlyList<string> problems)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"MetricConfigs": {{json}} }"""));
        var section = new MetricSection(name => name == "REFINE_SECRET_MY_KEY" ? "secret" : null);
        IReadOnlyList<MetricConfig> metrics = section.Read(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("MetricConfigs"));
        problems = section.Problems;
        return metrics;
    }
}
